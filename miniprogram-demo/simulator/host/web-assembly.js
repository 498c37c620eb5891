/** `WXWebAssembly`, on the browser's own WebAssembly. */

/** @param {(path: string) => string} locate where a file of the code package is in the browser */
export function createWebAssembly(locate) {
  return {
    async instantiate(path, imports) {
      if (typeof path !== 'string' || !/\.wasm(\.br)?$/.test(path)) {
        throw new TypeError('WXWebAssembly.instantiate: only support file type .wasm or .wasm.br');
      }
      const response = await fetch(locate(path));
      if (!response.ok) {
        throw new Error(`WXWebAssembly.instantiate: no such file ${path}`);
      }
      return WebAssembly.instantiate(await response.arrayBuffer(), imports);
    },
  };
}
