import { connect, tableName } from './lance-table.ts'
import { CatalogueError, isReadable, type Published, readPointer } from './open.ts'
import { sealOf } from './seal.ts'

/**
 * The items that a catalogue folder serves, each as the JSON it is stored as, and the version they are of: the newest that is whole, as for
 * whoever searches. A server may answer from it meanwhile. Throws CatalogueError.
 */
export async function servedItems(dir: string): Promise<{ published: Published; items: AsyncIterable<string> }> {
  const { versions } = await readPointer(dir)
  for (const published of versions) {
    if (isReadable(published, undefined) && (await isWhole(dir, published))) {
      return { published, items: bodiesOf(dir, published) }
    }
  }
  throw damaged(`No version of the catalogue in ${dir} can be read: run the ingest again.`)
}

async function isWhole(dir: string, { version, seal }: Published): Promise<boolean> {
  return seal === undefined || (await sealOf(dir, version).catch(() => undefined)) === seal
}

async function* bodiesOf(dir: string, { version, size }: Published): AsyncGenerator<string> {
  const connection = await connect(dir)
  let read = 0
  try {
    const table = await connection.openTable(tableName('items', version))
    for await (const batch of table.query().select(['body'])) {
      for (const body of batch.getChild('body')!) {
        read += 1
        yield body
      }
    }
  } catch (cause) {
    throw damaged(`Catalogue version ${version} cannot be read.`, cause)
  } finally {
    connection.close()
  }
  if (read !== size) throw damaged(`Catalogue version ${version} holds ${read} of ${size} items.`)
}

const damaged = (message: string, cause?: unknown): CatalogueError =>
  new CatalogueError('CATALOGUE_DAMAGED', message, { cause })
