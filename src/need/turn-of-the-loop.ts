/**
 * A turn of the loop, for one of all who ask in it: what a hundred wait for may come at once, and what each makes of it, run in a row, would hold the
 * loop for as long as all of it takes. Who asks alone goes on at once. There is one loop, and so one row.
 */
export function turnOfTheLoop(): Promise<void> {
  if (taken) return new Promise((begin) => waiting.push(begin))
  taken = true
  setTimeout(next, 0)
  return Promise.resolve()
}

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
