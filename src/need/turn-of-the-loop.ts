/**
 * A turn of the loop of its own, one after the other for all who ask: what a hundred wait for may come at once, and what each makes of it, run in a
 * row, would hold the loop for as long as all of it takes. There is one loop, and so one row.
 */
export function turnOfTheLoop(): Promise<void> {
  last = last.then(() => new Promise((turn) => setTimeout(turn, 0)))
  return last
}

let last: Promise<void> = Promise.resolve()
