/** The record is not as it should be, or cannot be copied: the message says where, on one line. */
export class RecordError extends Error {
  override name = 'RecordError'
}
