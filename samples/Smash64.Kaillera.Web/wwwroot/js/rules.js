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

/**
 * The one address in a text, as players paste it, with the port that follows it behind a colon, white space, a comma, a semicolon or
 * the word "port": { host, port }, the port null if none does. Null where there is none, or two different ones.
 */
export function findEndPoint(text) {
  const plain = text.replace(/\p{Cf}/gu, ' '); // zero-width characters: chats put them around what they make a link
  const found = new Map();
  for (const match of plain.matchAll(/(?<![\p{L}\p{N}_.-])(\d+(?:\.\d+){3})(?!\.?[\p{L}\p{N}_-])(?:\s*:\s*(\w+)|[\s,;]*(?:port)?[\s:=]*(\d{4,5})(?![\w:-]|\.\d))?/giu)) {
    const [, host, named, loose] = match;
    if (isIPv4(host)) {
      const port = parsePort(named ?? loose ?? '');
      if (named !== undefined && /^\d/.test(named) && port === null) {
        return null; // a colon with what is no port
      }
      found.set(host, new Set([...(found.get(host) ?? []), ...(port === null ? [] : [port])]));
    }
  }
  const [[host, ports] = []] = found;
  return found.size === 1 && ports.size <= 1 ? { host, port: [...ports][0] ?? null } : null;
}
