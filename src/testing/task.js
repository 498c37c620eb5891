/** From which base library on a task has which events (miniprogram-api-typings 5.2.3). */
const EVENTS = {
  request: { HeadersReceived: '2.1.0', ChunkReceived: '2.20.1' },
  uploadFile: { HeadersReceived: '2.1.0', ProgressUpdate: '1.4.0' },
  downloadFile: { HeadersReceived: '2.1.0', ProgressUpdate: '1.4.0' },
};

/**
 * What `wx.request`, `wx.uploadFile` and `wx.downloadFile` return.
 *
 * @param {'request' | 'uploadFile' | 'downloadFile'} kind
 * @param {{ device: object, run: Function, abort: () => void }} parts
 */
export function createTask(kind, { device, run, abort }) {
  const heard = {};
  const methods = { abort };
  Object.keys(EVENTS[kind])
    .filter((event) => device.isFrom(EVENTS[kind][event]))
    .forEach((event) => {
      heard[event] = [];
      methods[`on${event}`] = (listener) => {
        heard[event].push(listener);
      };
      // "不传此参数则移除所有监听函数": without a listener, all go.
      methods[`off${event}`] = (listener) => {
        heard[event] = listener ? heard[event].filter((other) => other !== listener) : [];
      };
    });
  return {
    methods,
    listeners: {
      tell: (event, result) =>
        (heard[event] || []).slice().forEach((listener) => run(listener, result)),
    },
  };
}
