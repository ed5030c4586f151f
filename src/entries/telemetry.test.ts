import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { connectModel } from '../connect-model.ts'
import { startFakeModel } from '../fake-model-server.ts'
import { rehearse, talkTo } from '../rehearsal.ts'
import { openTelemetry, type Telemetry } from './telemetry.ts'

const canary = 'canari-quatre-vingt-douze'

/** On loopback, a port that was free. */
const portOf = (server: Server): Promise<string> =>
  new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => listening(String((server.address() as { port: number }).port)))
  })

describe('what is seen of the service from outside', () => {
  const bodies: string[] = []
  const collector = createServer(async (request, response) => {
    bodies.push(`${request.url} ${await text(request)}`)
    response.end('{}')
  })
  let telemetry: Telemetry
  let port: string
  let model: Awaited<ReturnType<typeof startFakeModel>>
  beforeAll(async () => {
    const collecting = await portOf(collector)
    const probe = createServer()
    port = await portOf(probe)
    await new Promise((closed) => probe.close(closed))
    telemetry = await openTelemetry(
      readConfig({ METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collecting}` }),
    )
    model = await startFakeModel(() => ({ status: 500 }))
  })
  afterAll(() => {
    collector.close()
    model.close()
  })

  it('is names, codes, counts and durations, a request with what it asked of a model; never a word that was said', async () => {
    const line = connectModel({ baseUrl: model.baseUrl, model: 'fake', api: 'chat', words: false })
    const stage = await rehearse({ size: 300, model: telemetry.model(line) })
    telemetry.watch({
      health: () => ({ ready: false, problems: ['records-busy'] }),
      answering: () => 3,
      purgeWaitsMs: stage.database.purgeWaitsMs,
    })
    const serving = telemetry.serving(stage.app.fetch)
    const request = (...parameters: Parameters<typeof stage.app.request>) =>
      serving(new Request(`http://127.0.0.1${parameters[0]}`, parameters[1]))
    const api = talkTo({ ...stage.app, request } as never, { host: '127.0.0.1' })
    const { id } = await api.opened({ dossier: { commune: '59350' } })
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const said = `Mme Zorblaxine cherche une formation de cuisinier ${canary}`
    const answer = await api.call('POST', `/v1/conversations/${id}/messages`, { text: said }, { traceparent })
    expect(answer.status).toBe(201)
    for (const { event, fields } of stage.logged) telemetry.onEvent(event, fields as never)

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(metrics).toMatch(
      /http_server_request_duration_count\{.*http_route="\/v1\/conversations\/(:id|\{id\})\/messages".*\} 1/,
    )
    expect(metrics).toMatch(/gen_ai_client_operation_duration_count\{.*error_type="unavailable".*\} 1/)
    expect(metrics).toMatch(/^eventail_ready 0$/m)
    expect(metrics).toMatch(/^eventail_problem\{code="records-busy"\} 1$/m)
    expect(metrics).toMatch(/^eventail_answers_active 3$/m)
    expect(metrics).toMatch(/^nodejs_eventloop_delay_max /m)
    await telemetry.close()
    const sent = bodies.join('\n')
    expect(sent).toContain('"traceId":"0af7651916cd43dd8448eb211c80319c"')
    expect(sent).toContain('"name":"chat fake"')
    expect(sent).toContain('"gen_ai.request.model"')
    for (const told of [metrics, sent]) {
      expect(told).not.toMatch(new RegExp(`${canary}|zorblaxine|cuisinier|59350|${id}`, 'i'))
    }
  })

  it('says on one line that its port is taken', async () => {
    const other = createServer()
    const taken = await portOf(other)
    await expect(openTelemetry(readConfig({ METRICS_PORT: taken }))).rejects.toThrow(`METRICS_PORT: ${taken}`)
    other.close()
  })
})
