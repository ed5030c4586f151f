import { createHash, createHmac, randomUUID } from 'node:crypto'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Writes an object twice that must not be there yet (If-None-Match: *), and takes it away: a store that lets the second through would let two imports
 * overwrite each other. Otherwise gives what the store answered to the first.
 */
export async function findsConditionalWrites(
  uri: string,
  environment: Environment,
): Promise<'refused-twice' | 'written-twice' | string> {
  const { host: bucket, pathname } = new URL(uri)
  const { AWS_ENDPOINT: endpoint, AWS_REGION: region = 'us-east-1' } = environment
  const base = endpoint ? `${endpoint.replace(/\/$/, '')}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`
  const url = `${base}${pathname.replace(/\/$/, '')}/doctor-${randomUUID()}`
  const write = () => signed('PUT', url, environment, { 'if-none-match': '*' })
  try {
    const first = await write()
    if (!first.ok) return `the store answers ${first.status}`
    const second = await write()
    await signed('DELETE', url, environment)
    return second.status === 412 || second.status === 409 ? 'refused-twice' : 'written-twice'
  } catch (error) {
    const { cause, name } = error as { cause?: { code?: string }; name: string }
    return `it cannot be reached (${cause?.code ?? name})`
  }
}

/** AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signed(method: string, address: string, environment: Environment, more: Record<string, string> = {}) {
  const {
    AWS_ACCESS_KEY_ID: id = '',
    AWS_SECRET_ACCESS_KEY: secret = '',
    AWS_REGION: region = 'us-east-1',
  } = environment
  const url = new URL(address)
  const at = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  const day = at.slice(0, 8)
  const body = method === 'PUT' ? 'doctor' : ''
  const headers: Record<string, string> = {
    ...more,
    host: url.host,
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': at,
    ...(environment.AWS_SESSION_TOKEN && { 'x-amz-security-token': environment.AWS_SESSION_TOKEN }),
  }
  const names = Object.keys(headers).sort()
  const canonical = [
    method,
    url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = [day, region, 's3', 'aws4_request'].reduce(
    (from: string | Buffer, part) => hmac(from, part),
    `AWS4${secret}`,
  )
  const signature = hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex')
  const { host: _host, ...sent } = headers
  return fetch(url, {
    method,
    headers: {
      ...sent,
      authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    },
    body: method === 'PUT' ? body : undefined,
    signal: AbortSignal.timeout(10_000),
  })
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
