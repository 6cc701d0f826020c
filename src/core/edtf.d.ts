/** The part of edtf.js that is used here; the package carries no types. */
declare module 'edtf' {
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
