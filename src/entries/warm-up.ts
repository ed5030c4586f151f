import { setImmediate as turn } from 'node:timers/promises'
import { createAssistant } from '../assistant/assistant.ts'
import type { AssistantOptions } from '../assistant/setting.ts'
import { migrate } from '../record/migrations.ts'
import { isRefusal } from '../record/refusal.ts'
import { createSqlRecords } from '../record/sql-records.ts'
import { openSqlite } from '../record/sqlite.ts'

const nobody = { tenant: '', counsellor: '', human: true }

/**
 * Answers a need that nobody has, to nobody, in a record that is forgotten: the first message of a process takes 800 ms of CPU, the next ones 20, and
 * no counsellor need be the one who waits. A catalogue that cannot answer yet is not for us to tell.
 */
export async function warmUp(options: AssistantOptions): Promise<void> {
  const database = openSqlite(':memory:')
  await migrate(database)
  const records = createSqlRecords(database, options.clock)
  const assistant = createAssistant({ ...options, records, model: undefined, embedder: undefined })
  const opened = await assistant.open(nobody, {})
  for (const text of ['une formation de cuisinier', 'plutôt à distance']) {
    if (isRefusal(opened)) break
    await turn()
    const answer = await assistant.ask(nobody, opened.id, { text })
    if (isRefusal(answer)) break
    for await (const _ of answer.parts) await turn()
  }
  await database.close()
}
