import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildClients } from './client/build.ts'
import type { ApiDocument } from './http/describe-api.ts'
import { readAppVersion } from './read-sources.ts'
import { rehearse, talkTo } from './rehearsal.ts'

/** Writes the clients to dist/client, ready for `npm pack`; a running service gives the same files at /client. */
const folder = join(import.meta.dirname, '../dist/client')
const { app } = await rehearse({ items: [] })
const { body } = await talkTo(app).call('GET', '/openapi.json')
const files = await buildClients(body as unknown as ApiDocument, readAppVersion())
await mkdir(folder, { recursive: true })
for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
console.log(`${folder}: ${Object.keys(files).join(', ')}`)
