import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readSchemaSearch } from './schema-search.ts'

export const schemasRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/schemas',
    component: lazyRouteComponent(() => import('./SchemasPage.tsx'), 'SchemasPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/schemas/new',
    staticData: { scope: 'schemas:write' },
    validateSearch: readSchemaSearch,
    component: lazyRouteComponent(() => import('./NewSchemaPage.tsx'), 'NewSchemaPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/schemas/$schemaId',
    validateSearch: readSchemaSearch,
    component: lazyRouteComponent(() => import('./SchemaPage.tsx'), 'SchemaPage'),
  }),
] as const
