import { AsyncLocalStorage } from 'node:async_hooks'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { EmbedderLine, ModelLine, ModelWatch } from '../assistant/model.ts'
import { ConfigError, type Settings } from '../config.ts'
import type { createApp } from '../http/app.ts'
import type { Log } from '../http/environment.ts'
import { type Health, HealthProblem } from '../http/health.ts'
import { type Database, StorageError } from '../record/database.ts'
import { createOtlpExporter } from './otlp-exporter.ts'

/** Histograms are in seconds, as the conventions have it. */
const secondsAdvice = { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }

export interface Telemetry {
  /** What the log tells of a request is counted; nothing else of it is. */
  onEvent: Log
  /** Each request in a span of its own, which those of models belong to. */
  serving(answer: Answer): Answer
  model(line: ModelLine | undefined): ModelLine | undefined
  embedder(line: EmbedderLine | undefined): EmbedderLine | undefined
  database(database: Database): Database
  /** Read when metrics are collected. */
  watch(state: { health: () => Health; answering: () => number; purgeWaitsMs: () => number }): void
  close(): Promise<void>
}

type Answer = ReturnType<typeof createApp>['fetch']

/**
 * Metrics for a Prometheus that asks, spans for a collector: names, codes, counts and durations after the conventions of OpenTelemetry, those of
 * generative AI included; of what was said, sent or answered nothing is ever given to it. What nobody collects is not measured. Throws ConfigError
 * when the port is taken.
 */
export async function openTelemetry(settings: Settings): Promise<Telemetry> {
  const { METRICS_PORT: port, METRICS_HOST: host, OTEL_EXPORTER_OTLP_ENDPOINT: collector } = settings
  const exporter = new PrometheusExporter({ host, port, preventServerStart: true, withoutScopeInfo: true })
  const meters = new MeterProvider({ readers: port === undefined ? [] : [exporter] })
  if (port !== undefined) {
    await exporter.startServer().catch((cause: Error) => {
      throw new ConfigError(`METRICS_PORT: ${port} cannot be listened on at ${host}.`, { cause })
    })
  }
  const traces = new TracerProvider({
    spanProcessors: collector ? [new BatchSpanProcessor({ exporter: createOtlpExporter(collector) })] : [],
  })
  const tracer = traces.getTracer('eventail')
  const meter = meters.getMeter('eventail')
  const seconds = (name: string, description: string) =>
    meter.createHistogram(name, { unit: 's', description, advice: secondsAdvice })
  const requests = seconds('http.server.request.duration', 'Until the headers of the answer left.')
  const generations = seconds('gen_ai.client.operation.duration', 'Of one request to a model, to its last byte.')
  const statements = seconds('db.client.operation.duration', 'Of one read or one batch, the wait for a lock included.')
  const failures = meter.createCounter('eventail.failures', { description: 'Events of the log that tell a failure.' })
  const current = new AsyncLocalStorage<Span>()

  /** A span of a request to a model, and its duration. */
  function generation(operation: 'chat' | 'embeddings', model: string, purpose: string) {
    const attributes: Attributes = {
      'gen_ai.operation.name': operation,
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': model,
      'eventail.purpose': purpose,
    }
    const parent = current.getStore()
    const span = tracer.startSpan(
      `${operation} ${model}`,
      { kind: SpanKind.CLIENT, attributes },
      parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    )
    const started = performance.now()
    return (state: string) => {
      const failed = state === 'answered' ? {} : { 'error.type': state }
      generations.record((performance.now() - started) / 1000, { ...attributes, ...failed })
      span.setAttributes(failed)
      if (state !== 'answered') span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    }
  }

  /** Tells a connection's watch on to the record, and measures it. */
  function watched(watch: ModelWatch, ...what: Parameters<typeof generation>): ModelWatch {
    let ended: ((state: string) => void) | undefined
    return {
      onSent(request) {
        ended ??= generation(...what)
        watch.onSent(request)
      },
      onEnd(state) {
        ended?.(state)
        ended = undefined
        watch.onEnd(state)
      },
    }
  }

  async function timed<Value>(operation: string, work: () => Promise<Value>): Promise<Value> {
    const started = performance.now()
    let failed: Attributes = {}
    try {
      return await work()
    } catch (error) {
      failed = { 'error.type': error instanceof StorageError ? error.code : 'other' }
      throw error
    } finally {
      statements.record((performance.now() - started) / 1000, { 'db.operation.name': operation, ...failed })
    }
  }

  return {
    onEvent(event, fields) {
      if (event !== 'request') {
        if (/failed|not-/.test(event)) failures.add(1, { event })
        return
      }
      const attributes = {
        'http.request.method': String(fields.method),
        'http.route': String(fields.route),
        'http.response.status_code': Number(fields.status),
      }
      requests.record(Number(fields.ms) / 1000, attributes)
      const span = current.getStore()
      span?.updateName(`${fields.method} ${fields.route}`)
      span?.setAttributes({ ...attributes, 'eventail.request': String(fields.request) })
      if (Number(fields.status) >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    },
    serving(answer) {
      if (!collector) return answer
      return async (request, environment, context) => {
        const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, callerOf(request))
        try {
          return await current.run(span, () => answer(request, environment, context))
        } finally {
          span.end()
        }
      }
    },
    model: (line) =>
      line && {
        ...line,
        connect: (purpose, watch) => line.connect(purpose, watched(watch, 'chat', line.name, purpose)),
      },
    embedder: (line) =>
      line && { ...line, connect: (watch) => line.connect(watched(watch, 'embeddings', line.name, 'embed')) },
    database: (database) =>
      port === undefined
        ? database
        : {
            ...database,
            all: (query) => timed('read', () => database.all(query)),
            batch: (queries) => timed('batch', () => database.batch(queries)),
          },
    watch({ health, answering, purgeWaitsMs }) {
      if (port === undefined) return
      const gauge = (name: string, description: string, read: () => number) =>
        meter.createObservableGauge(name, { description }).addCallback((result) => result.observe(read()))
      gauge('eventail.ready', '1 while /readyz says ready.', () => Number(health().ready))
      gauge('eventail.answers.active', 'Messages being answered now.', answering)
      gauge('eventail.erasure.waiting', 'Seconds that erased bytes wait for a reader.', () => purgeWaitsMs() / 1000)
      meter
        .createObservableGauge('eventail.problem', { description: '1 for each problem that /readyz names.' })
        .addCallback((result) => {
          const { problems } = health()
          for (const code of HealthProblem.options) result.observe(Number(problems.includes(code)), { code })
        })
      const delays = monitorEventLoopDelay({ resolution: 10 })
      delays.enable()
      gauge('nodejs.eventloop.delay.p99', 'Seconds, since it was last asked for.', () => delays.percentile(99) / 1e9)
      gauge('nodejs.eventloop.delay.max', 'Seconds, since it was last asked for.', () => {
        const longest = delays.max / 1e9
        delays.reset()
        return longest
      })
      gauge('process.memory.usage', 'Bytes resident.', () => process.memoryUsage.rss())
      gauge('process.cpu.time', 'Seconds of user and system.', () => {
        const { user, system } = process.cpuUsage()
        return (user + system) / 1e6
      })
    },
    async close() {
      await Promise.allSettled([traces.shutdown(), meters.shutdown()])
    },
  }
}

/** The trace that a request belongs to already: https://www.w3.org/TR/trace-context/#traceparent-header */
function callerOf(request: Request) {
  const found = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(request.headers.get('traceparent') ?? '')
  if (!found) return ROOT_CONTEXT
  const [, traceId = '', spanId = '', flags = '00'] = found
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}
