import { SingleBar } from 'cli-progress'
import type { IngestProgress } from './catalogue/build.ts'

const STEPS: Readonly<Record<IngestProgress['step'], string>> = {
  reading: 'Reading',
  grouping: 'Grouping',
  indexing: 'Indexing',
}

/** A bar on a terminal, a line per step elsewhere; on standard error, so that the summary alone is on standard output. */
export function showProgress(bytes: number): { update(progress: IngestProgress): void; stop(): void } {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: '{step} [{bar}] {percentage} %', hideCursor: true, clearOnComplete: true })
    : undefined
  let step: IngestProgress['step'] | undefined
  return {
    update(progress) {
      const total = progress.total ?? bytes
      if (progress.step !== step) {
        step = progress.step
        bar?.stop()
        bar?.start(total, progress.done, { step: STEPS[step].padEnd(8) })
        if (!bar) process.stderr.write(`${STEPS[step]}…\n`)
      }
      bar?.update(Math.min(progress.done, total))
    },
    stop: () => bar?.stop(),
  }
}
