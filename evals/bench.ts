import { parseArgs } from 'node:util'
import { benchCatalogue } from './bench/catalogue.ts'
import { benchDesk } from './bench/desk.ts'
import { benchGuard } from './bench/guard.ts'
import { benchHostile } from './bench/hostile.ts'
import { benchKills } from './bench/kills.ts'
import { benchLoad } from './bench/load.ts'
import { benchScale } from './bench/scale.ts'
import { benchService } from './bench/service.ts'
import { benchVerify } from './bench/verify.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    offers: { type: 'string', multiple: true, default: [] },
    kills: { type: 'string', default: '60' },
    cuts: { type: 'string', default: '25' },
    weakness: { type: 'string' },
  },
})

/** What `npm run bench` measures, by name; without a name, all of it. `--offers 1000000` names a size for `scale`. */
const benches: Record<string, () => Promise<boolean>> = {
  service: benchService,
  desk: benchDesk,
  guard: benchGuard,
  hostile: benchHostile,
  catalogue: benchCatalogue,
  scale: () => benchScale(values.offers.map(Number)),
  load: benchLoad,
  verify: benchVerify,
  kills: () => benchKills({ kills: Number(values.kills), cuts: Number(values.cuts), weakness: values.weakness }),
}

const unknown = positionals.find((name) => !(name in benches))
if (unknown) {
  console.error(`Unknown bench "${unknown}": there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
let held = true
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) held = (await benches[name]!()) && held
process.exit(held ? 0 : 1)
