import { parseArgs } from 'node:util'
import { benchService } from './bench/service.ts'

/** What `npm run bench` measures, by name; without a name, all of it. */
const benches: Record<string, () => Promise<boolean>> = { service: benchService }

const { positionals } = parseArgs({ allowPositionals: true })
const unknown = positionals.find((name) => !(name in benches))
if (unknown) {
  console.error(`Unknown bench "${unknown}": there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
let held = true
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) held = (await benches[name]!()) && held
process.exit(held ? 0 : 1)
