// What the page takes as an address, as a port and as a connect code. Pure: imported by the pages and by the tests alike.

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

const claimed = /^([A-Za-z]{3,4})[@#_-]([1-9][0-9]{0,2})$/;
const ofSession = /^[A-Za-z0-9_-]{6,16}$/;
const around = /^[\t-\r\x85\p{Z}]+|[\t-\r\x85\p{Z}]+$/gu; // the white space of .NET, not quite that of trim()

/**
 * The connect code that a text means, as clients write it, or null: a claimed one (PIKA@555, in any case and with # - _ for @), or a
 * session's of 6 to 16 letters, digits, - and _. White space around it is passed over.
 */
export function readCode(text) {
  const bare = text.replace(around, '');
  const [, letters, number] = claimed.exec(bare) ?? [];
  return letters ? `${letters.toUpperCase()}@${number}` : ofSession.test(bare) ? bare : null;
}

// Typed for an address: one written as a single number, and this computer's name. As codes they are all but impossible.
const meantAsAddress = /^(?:[0-9]{7,}|localhost)$/i;

/** What is asked about in the page's one field: { host } of an address, { code } of a connect code, or null. */
export function readSubject(text) {
  if (isIPv4(text)) {
    return { host: text };
  }
  const code = readCode(text);
  return code === null || meantAsAddress.test(code) ? null : { code };
}

/** The one claimed code in a text as players paste it, or the one that a list of games marks ({CC:…}); null where there is none, or two. */
export function findCode(text) {
  const plain = text.replace(/\p{Cf}/gu, ' ');
  const found = new Set();
  for (const [, marked, spoken] of plain.matchAll(/\{CC:([^}]*)\}|(?<![\p{L}\p{N}@#._-])([a-z]{3,4}[@#][1-9]\d{0,2})(?![\p{L}\p{N}@#_-]|\.[\p{L}\p{N}])/giu)) {
    found.add(readCode(marked ?? spoken));
  }
  const [code] = found;
  return found.size === 1 ? code : null;
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
