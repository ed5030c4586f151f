import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Item, untold } from '../item.ts'
import { occupationEmbedding } from '../occupations/embedding.ts'
import { createReferential } from '../occupations/referential.ts'
import { openCatalogue, publish, readPointer } from './open.ts'

const referential = createReferential([
  { code: 'D1102', label: 'Boulanger', names: ['boulanger'], activities: ['faire du pain'] },
])
const embed = occupationEmbedding(referential)
const dir = 's3://catalogue/eventail'

describe('a catalogue on an object store', () => {
  const objects = new Map<string, Buffer>()
  const server = createServer((request, response) => answer(objects, request, response))
  const before = { ...process.env }

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    Object.assign(process.env, {
      AWS_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_ALLOW_HTTP: 'true',
      AWS_REGION: 'eu-west-3',
      AWS_ACCESS_KEY_ID: 'fictitious',
      AWS_SECRET_ACCESS_KEY: 'fictitious',
    })
  })
  afterAll(() => {
    process.env = before
    server.close()
  })

  it('is missing until something is published there, then served, renewed and forgotten as in a folder', async () => {
    await expect(openCatalogue({ dir })).rejects.toMatchObject({ code: 'CATALOGUE_MISSING' })
    await put('v1')
    const here = await openCatalogue({ dir })
    const elsewhere = await openCatalogue({ dir, embedding: embed.modelId })
    for (const version of ['v2', 'v3', 'v4']) await put(version)
    for (const instance of [here, elsewhere]) {
      await instance.refresh()
      const found = await instance.current().search({ text: 'boulanger', filter: { open: '2026-01-01' }, limit: 10 })
      expect(found.map(({ item }) => item.title)).toEqual(Array(3).fill('CAP boulanger v4'))
      expect(await instance.version('v1')).toBeUndefined()
      instance.close()
    }
    expect((await readPointer(dir)).versions.map(({ version }) => version)).toEqual(['v4', 'v3', 'v2'])
    expect([...objects.keys()].filter((key) => key.includes('v1'))).toEqual([])
  })

  const put = (version: string) =>
    publish({
      dir,
      version,
      items: items(version),
      embed,
      builtAt: new Date(Date.UTC(2026, 0, Number(version.slice(1)))),
    })
})

function items(edition: string): Item[] {
  return [0, 1, 2].map((at) =>
    Item.parse({
      ...untold(),
      id: `offre-${at}`,
      kind: 'training',
      title: `CAP boulanger ${edition}`,
      provider: { name: 'Organisme fictif' },
      modality: 'onsite',
      partners: [{ name: 'Organisme fictif', reference: `${at}`, updatedAt: '2026-01-01' }],
      updatedAt: '2026-01-01',
    }),
  )
}

/** As much of S3 as LanceDB speaks: whole objects, ranges, conditional writes, listings and deletions. It checks no signature. */
async function answer(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url!, 'http://store')
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'))
  const body = Buffer.concat(await Array.fromAsync(request))
  const send = (status: number, headers: Record<string, string | number> = {}, content?: Buffer | string) =>
    response.writeHead(status, headers).end(content)
  if (request.method === 'GET' && searchParams.get('list-type') === '2') {
    return void send(200, { 'content-type': 'application/xml' }, listing(objects, searchParams))
  }
  if (request.method === 'POST' && searchParams.has('delete')) {
    const keys = [...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)].map(([, name]) => name!)
    for (const name of keys) objects.delete(name)
    const deleted = keys.map((name) => `<Deleted><Key>${name}</Key></Deleted>`).join('')
    return void send(200, {}, `<DeleteResult>${deleted}</DeleteResult>`)
  }
  const found = objects.get(key)
  if (request.method === 'PUT') {
    if (found && request.headers['if-none-match'] === '*') return void send(412)
    objects.set(key, body)
    return void send(200, { etag: '"e"' })
  }
  if (request.method === 'DELETE') {
    objects.delete(key)
    return void send(204)
  }
  if (!found) return void send(404)
  const described = { etag: '"e"', 'last-modified': new Date(0).toUTCString() }
  if (request.method === 'HEAD') return void send(200, { ...described, 'content-length': found.length })
  const [from, to] = rangeOf(request.headers.range, found.length)
  const part = found.subarray(from, to)
  if (!request.headers.range) return void send(200, { ...described, 'content-length': found.length }, found)
  send(
    206,
    { ...described, 'content-length': part.length, 'content-range': `bytes ${from}-${to - 1}/${found.length}` },
    part,
  )
}

function rangeOf(header: string | undefined, size: number): [number, number] {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '') return [to === '' ? 0 : size - Number(to), size]
  return [Number(from), to === '' ? size : Math.min(size, Number(to) + 1)]
}

function listing(objects: ReadonlyMap<string, Buffer>, asked: URLSearchParams): string {
  const prefix = asked.get('prefix') ?? ''
  const delimiter = asked.get('delimiter')
  const under = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort()
  const folderOf = (key: string) => {
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1
    return end === -1 ? undefined : key.slice(0, end + 1)
  }
  const folders = new Set(under.map(folderOf).filter((folder) => folder !== undefined))
  const contents = under
    .filter((key) => folderOf(key) === undefined)
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"e"</ETag><Size>${objects.get(key)!.length}</Size></Contents>`,
    )
  const prefixes = [...folders].map((folder) => `<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`)
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}${prefixes.join('')}</ListBucketResult>`
}
