/**
 * An answer that is not the one hoped for. What it says goes to the client: it holds fixed texts,
 * never a value from outside.
 */
export class Failure extends Error {
  /**
   * @param {number} status
   * @param {string} code what a program may compare
   * @param {string} message what a developer may read
   * @param {[name: string, value: string][]} [fields] of the response's header
   */
  constructor(status, code, message, fields = []) {
    super(message);
    this.name = 'Failure';
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export const badRequest = (message) => new Failure(400, 'badRequest', message);

export const retryLater = (status, code, message, seconds) =>
  new Failure(status, code, message, [['Retry-After', String(seconds)]]);
