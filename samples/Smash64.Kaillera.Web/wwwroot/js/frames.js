// How late a game plays what a player presses.

const FRAMES_PER_SECOND = 60;

/** Frames of delay of a game on a Kaillera server, on a LAN connection, for a ping in milliseconds: EmuLinkerSF's formula. */
export function framesOnServer(ms) {
  return Math.floor((Math.floor(ms) * FRAMES_PER_SECOND) / 1000) + 1;
}
