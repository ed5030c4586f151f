import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasRealFiles, importRealFiles } from '../bench/real-files.ts'
import { createStage } from '../stage.ts'
import { surenessFolder } from './sureness.ts'
import { lessonsOfNeeds } from './sureness-lessons.ts'

const stage = createStage({ cacheDir: join('.data', 'evals') })
const folder = mkdtempSync(join(tmpdir(), 'eventail-lessons-'))
const lessons = await lessonsOfNeeds(stage, { name: 'demonstration', index: await stage.demonstration() })
if (hasRealFiles()) {
  const { items, catalogue } = await importRealFiles(folder, stage)
  catalogue.close()
  lessons.push(...(await lessonsOfNeeds(stage, { name: 'real', index: await stage.memoryIndex('real', items) })))
}
writeFileSync(join(surenessFolder, 'needs.jsonl'), lessons.map((lesson) => `${JSON.stringify(lesson)}\n`).join(''))
stage.close()
rmSync(folder, { recursive: true, force: true })
