/** Where the browser finds the mini-program's files. */

/**
 * @param {{ read: (path: string) => Blob }} files temporary ones
 * @returns {(path: string) => string} the address of a file of the code package, of a temporary one,
 * or of one on the server, which is fetched by way of the simulator's
 */
export function createLocator(files) {
  const temporary = new Map();
  return function locate(path) {
    if (path.startsWith('wxfile:')) {
      if (!temporary.has(path)) {
        temporary.set(path, URL.createObjectURL(files.read(path)));
      }
      return temporary.get(path);
    }
    return /^https?:/.test(path)
      ? `/relay?${new URLSearchParams({ url: path })}`
      : `/package/${path.replace(/^\//, '')}`;
  };
}
