import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineCommand } from 'citty'
import { defaultPolicy, guardrailsVersion, policyVersion } from '../../guardrails/policy.ts'
import { buildDigest } from '../build-digest.ts'
import { clockOf, Settings } from '../config.ts'
import type { TookCourse } from '../documents/literacy.ts'
import { DocumentsError, makeDocuments } from '../documents/make-documents.ts'
import { DocumentWords } from '../documents/measured-tables.ts'
import { readRows } from '../documents/verification.ts'
import { KeptFigures } from '../explanation/figures.ts'
import { openRecords, recordsFile } from '../keep-records.ts'
import { readPolicy } from '../read-policy.ts'
import { readAppVersion, readPrompts } from '../read-sources.ts'
import { literacyRecord } from './literacy-record.ts'
import { projectRoot, readProject } from './read-project.ts'
import { readSettings } from './read-settings.ts'

/** Exit codes: 0 the set is written, whole; 1 nothing is, and each line says which sentence does not hold. */
export const documentsCommand = defineCommand({
  meta: {
    name: 'documents',
    description:
      'Writes what a data-protection officer signs: pages to print and JSON, from the configuration, the code and the last evaluations.',
  },
  args: { out: { type: 'string', description: 'Where it is written (DATA_DIR/documents)', valueHint: 'DIR' } },
  async run({ args }) {
    const settings = readSettings()
    const policy = settings.POLICY_FILE ? readPolicy(settings.POLICY_FILE, defaultPolicy) : defaultPolicy
    const kept = readProject('evals/figures.json')
    if (kept === undefined)
      throw new DocumentsError(['Aucune mesure n’est gardée : « npm run eval -- --keep » en garde.'])
    const figures = KeptFigures.parse(JSON.parse(kept))
    const cards = globSync('{src,guardrails}/**/*.md', { cwd: projectRoot })
      .filter((path) => readProject(path.replace(/md$/, 'json')) !== undefined)
      .sort()
      .map((path) => ({ path, text: readProject(path)! }))
    const { files } = makeDocuments({
      policy,
      versions: {
        app: readAppVersion(),
        catalogue: '–',
        guardrails: guardrailsVersion,
        policy: policyVersion(policy),
        prompts: Object.values(readPrompts())
          .map(({ version }) => version)
          .join(' '),
        model: settings.OPENAI_MODEL ?? null,
        embedding: settings.EMBEDDING_MODEL ?? 'occupations',
      },
      settings,
      figures,
      words: DocumentWords.parse(JSON.parse(readProject('data/documents/words.json')!)),
      literacy: await literacyHere(settings),
      verification: readRows(readProject('data/documents/verification.jsonl')!),
      cards,
      templates: globSync('data/documents/*.md', { cwd: projectRoot })
        .filter((path) => basename(path) !== 'README.md')
        .sort()
        .map((path) => ({ name: basename(path, '.md'), text: readProject(path)! })),
      evidence: { read: readProject, figures, settings: { ...settingNames(), ...settings } },
      build: buildDigest(projectRoot),
      today: clockOf(settings)().toISOString().slice(0, 10),
    })
    const out = args.out ?? join(settings.DATA_DIR, 'documents')
    mkdirSync(out, { recursive: true, mode: 0o700 })
    for (const { name, text } of files) writeFileSync(join(out, name), text)
    process.stdout.write(`${files.length} fichiers dans ${out}. À lire d’abord : index.html.\n`)
  },
})

/** From the records of this installation, read and left as they are; undefined where there are none yet. */
async function literacyHere(settings: Settings): Promise<TookCourse[] | undefined> {
  const file = join(settings.DATA_DIR, recordsFile)
  if (!settings.DATABASE_URL && !existsSync(file)) return undefined
  const { database } = await openRecords({ DATABASE_URL: settings.DATABASE_URL, DATABASE_OWNER_URL: undefined }, file)
  try {
    return await literacyRecord(database)
  } finally {
    await database.close()
  }
}

/** Every setting is one, set or not. */
const settingNames = (): Record<string, undefined> =>
  Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, undefined]))
