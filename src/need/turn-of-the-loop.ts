/**
 * A turn of the loop, for one of all who ask in it: what a hundred wait for may come at once, and what each makes of it, run in a row, would hold the
 * loop for as long as all of it takes. Who asks alone goes on at once. There is one loop, and so one row; where none is kept, all go on at once.
 */
export function turnOfTheLoop(): Promise<void> {
  if (!kept) return Promise.resolve()
  if (taken) return new Promise((begin) => waiting.push(begin))
  taken = true
  setTimeout(next, 0)
  return Promise.resolve()
}

/** For a process that answers all requests in one loop. On Workers a request has timers of its own, which end with it: nobody may wait for them. */
export function keepTurnsOfTheLoop(): void {
  kept = true
}

let kept = false
let taken = false
const waiting: (() => void)[] = []

function next(): void {
  const begin = waiting.shift()
  if (!begin) {
    taken = false
    return
  }
  setTimeout(next, 0)
  begin()
}
