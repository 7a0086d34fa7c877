/** Vite hands a file over as text where `?raw` follows its name. */
declare module '*?raw' {
  const text: string;
  export default text;
}
