import { defineCommand } from 'citty'
import { shownSettings } from '../../config.ts'
import { RecordError } from '../../record-error.ts'
import { readSettings } from '../read-settings.ts'
import { examine, type Finding } from './doctor.ts'

/** Exit code 1 where something stands badly. */
export const doctorCommand = defineCommand({
  meta: { name: 'doctor', description: 'Shows the settings without secrets, and looks at all that a start needs.' },
  async run() {
    const settings = readSettings()
    for (const [name, value] of shownSettings(settings)) console.log(`  ${name}=${value}`)
    const findings = await examine({ settings, environment: process.env })
    for (const { what, stands, told, todo } of findings) {
      console.log(`${marks[stands]} ${what}: ${told}${todo ? `\n      ${todo}` : ''}`)
    }
    const bad = findings.filter(({ stands }) => stands === 'badly').length
    if (bad > 0) throw new RecordError(`${bad} of ${findings.length} stand badly.`)
  },
})

const marks: Record<Finding['stands'], string> = { well: 'ok  ', doubtful: '?   ', badly: 'BAD ' }
