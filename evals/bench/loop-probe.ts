/**
 * Loaded before a service: the longest that its loop was held since last asked, by the clock and in CPU time of its thread. On a machine that others
 * use, the second alone is the service's own.
 */
export interface Held {
  ms: number
  cpuMs: number
}

const everyMs = 10
let longest: Held = { ms: 0, cpuMs: 0 }
let clock = performance.now()
let cpu = process.threadCpuUsage()
const timer = setInterval(() => {
  const now = performance.now()
  const used = process.threadCpuUsage(cpu)
  longest = {
    ms: Math.max(longest.ms, now - clock - everyMs),
    cpuMs: Math.max(longest.cpuMs, (used.user + used.system) / 1000),
  }
  clock = now
  cpu = process.threadCpuUsage()
}, everyMs)
timer.unref()

process.on('message', () => {
  process.send?.(longest)
  longest = { ms: 0, cpuMs: 0 }
})
process.channel?.unref()
