import type { ApiDocument, Schema } from '../http/describe-api.ts'
import { answerOf, callsOf, inputOf } from './operations.ts'

/** The shapes of the contract as TypedDicts of Python 3.11, and one method an operation; an object inside another is named after where it stands. */
export function pythonTypes(document: ApiDocument): { types: string; methods: string } {
  const lines: string[] = []

  function typeOf(schema: Schema | undefined, place: string): string {
    if (!schema) return 'None'
    if (schema.$ref) return quoted(schema.$ref.split('/').at(-1)!)
    if (schema.const !== undefined) return `Literal[${literal(schema.const)}]`
    if (schema.enum) return `Literal[${schema.enum.map(literal).join(', ')}]`
    const choices = schema.oneOf ?? schema.anyOf
    if (choices) return unionOf(choices.map((one, at) => typeOf(one, `${place}${at + 1}`)))
    if (schema.allOf) return 'dict[str, Any]'
    if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => typeOf({ ...schema, type }, place)))
    switch (schema.type) {
      case 'string':
        return 'str'
      case 'boolean':
        return 'bool'
      case 'null':
        return 'None'
      case 'number':
        return 'float'
      case 'integer':
        return 'int'
      case 'array':
        return `list[${typeOf(schema.items ?? {}, place.replace(/s$/, ''))}]`
      case 'object':
        return objectOf(schema, place)
      default:
        return 'Any'
    }
  }

  function objectOf({ properties, required = [], additionalProperties }: Schema, place: string): string {
    if (!properties || Object.keys(properties).length === 0) {
      const inner = typeof additionalProperties === 'object' ? typeOf(additionalProperties, `${place}Value`) : 'Any'
      return `dict[str, ${inner}]`
    }
    const members = Object.entries(properties).map(([name, inner]) => {
      const type = typeOf(inner, `${place}${capital(name)}`)
      return `    ${JSON.stringify(name)}: ${required.includes(name) ? type : `NotRequired[${type}]`},`
    })
    lines.push(`${place} = TypedDict(${quoted(place)}, {\n${members.join('\n')}\n})`)
    return quoted(place)
  }

  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const type = typeOf(schema, name)
    if (type !== quoted(name)) lines.push(`${name} = ${type.includes('"') ? `Union[${type}]` : type}`)
  }
  const methods = callsOf(document).map(({ name, operation, call }) => {
    const { parameters, body, bodyRequired } = inputOf(operation)
    const place = capital(name)
    const own = parameters.map((one) => ({ ...one, type: typeOf(one.schema, `${place}${capital(one.name)}`) }))
    const sent = body && typeOf(body, `${place}Body`)
    const answer = typeOf(answerOf(operation), `${place}Answer`)
    const given = [
      ...own.filter(({ required }) => required).map(({ name, type }) => `${name}: ${type}`),
      ...(sent ? [bodyRequired ? `body: ${sent}` : `body: ${sent} = {}`] : []),
      ...own.filter(({ required }) => !required).map(({ name, type }) => `${name}: ${unionOf([type, 'None'])} = None`),
      ...(call.once ? ['key: Optional[str] = None'] : []),
    ]
    const path = call.path.replace(/\{(\w+)\}/g, `{quote($1, safe='')}`)
    const query = (call.query ?? []).map((one) => `${JSON.stringify(one)}: ${one}`).join(', ')
    const details = [
      quoted(call.method),
      `f${quoted(path)}`,
      sent ? 'body' : 'None',
      `{${query}}`,
      call.once ? 'key or str(uuid4())' : 'None',
    ]
    return `    def ${snake(name)}(self, ${given.join(', ')}) -> ${call.streams ? `Iterator[${answer}]` : answer}:
        """${operation.summary}."""
        return self.${call.streams ? 'parts' : 'call'}(${details.join(', ')})
`
  })
  return { types: lines.join('\n\n'), methods: methods.join('\n') }
}

const unionOf = (types: string[]) =>
  new Set(types).size === 1 ? types[0]! : `Union[${[...new Set(types)].join(', ')}]`
const literal = (value: unknown) =>
  value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : JSON.stringify(value)
const quoted = (name: string) => JSON.stringify(name)
const capital = (name: string) => name.replace(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter) => letter.toUpperCase())
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
