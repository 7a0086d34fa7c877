/** A stream of pseudo-random values that depends only on its key, on every machine. */
export interface Random {
  /** From 0 to 1, excluding 1. */
  unit(): number;
  /** A whole number from `min` to `max`, inclusive. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Log-normal: half of the values are below `median`; `sigma` is the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): number;
  /** A version 4 UUID (RFC 9562) with 122 bits from the stream. */
  uuid(): string;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex = (word: number): string =>
  `${hexOfByte[word >>> 24]}${hexOfByte[(word >>> 16) & 255]}${hexOfByte[(word >>> 8) & 255]}${hexOfByte[word & 255]}`;

/** One of four independent 32-bit digests of a text, with Murmur's multiply, rotate and finalisation. */
function digest(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    const mixed = Math.imul(text.charCodeAt(index) ^ (index << 16), 0xcc9e2d51);
    hash ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Creates the stream of a key; streams of different keys are independent. Not for secrets. */
export function createRandom(...key: (string | number)[]): Random {
  const text = key.join('/');
  // PractRand's small fast counter generator (sfc32): three state words and a counter, so it has no short
  // cycles.
  let a = digest(text, 0x2545f491);
  let b = digest(text, 0x9e3779b9);
  let c = digest(text, 0x7f4a7c15);
  let counter = digest(text, 0x3c6ef372);
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) word();

  const unit = (): number => word() / 2 ** 32;
  const whole = (min: number, max: number): number => min + Math.floor(unit() * (max - min + 1));
  return {
    unit,
    whole,
    chance: (probability) => unit() < probability,
    pick: (list) => list[Math.floor(unit() * list.length)] ?? list[0],
    // Box-Muller transform; 1 - unit() is never 0.
    logNormal: (median, sigma) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())),
    uuid: () => {
      const second = hex(((word() & 0xffff0fff) | 0x4000) >>> 0);
      const third = hex(((word() & 0x3fffffff) | 0x80000000) >>> 0);
      return `${hex(word())}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${hex(word())}`;
    },
  };
}
