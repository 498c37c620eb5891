/** Local files: avatars that were chosen, what was downloaded, and what a test puts there. */
export function createFiles() {
  const contents = new Map();
  let last = 0;
  return {
    has: (path) => contents.has(path),
    read: (path) => contents.get(path),
    write: (path, content) => void contents.set(path, content),
    remove: (path) => contents.delete(path),
    paths: () => Array.from(contents.keys()),
    /** A path as phones give them to temporary files. */
    newPath(name) {
      last += 1;
      return `wxfile://tmp_${name}_${last}`;
    },
  };
}
