// What the page takes as an address and as a port. Pure: imported by the pages and by the tests alike.

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Exactly four decimal octets from 0 to 255 without leading zeros, and nothing around them. */
export function isIPv4(text) {
  return typeof text === 'string' && ipv4.test(text);
}

/**
 * The port that a text means, or null: a P2P host's, or a server's, since the service asks no others. The text is read as Number() reads it, so ' 27886 ' and '0x6cee' are taken;
 * 1024 and 65535 are both outside, and a fraction is refused because no port has one.
 */
export function parsePort(text) {
  const number = Number(text);
  return Number.isInteger(number) && number > 1024 && number < 65535 ? number : null;
}
