/**
 * The rooms of the console, in the order of the rail. Each is a module of its own that is loaded when it is first entered; it
 * defines a custom element that extends `Page` and exports its name as the default. A room is shown to whoever has one of its
 * roles; what they may do in it, the gateway decides.
 */
export const ROOMS = [
  {
    path: 'audit',
    title: 'Audit',
    icon: 'audit',
    roles: ['auditor'],
    load: () => import('../pages/audit/page.js'),
  },
  {
    path: 'people',
    title: 'People',
    icon: 'people',
    roles: ['privacy', 'investigator'],
    load: () => import('../pages/people/page.js'),
  },
  {
    path: 'playground',
    title: 'Playground',
    icon: 'playground',
    roles: ['inference'],
    load: () => import('../pages/playground/page.js'),
  },
  {
    path: 'guide',
    title: 'Guide',
    icon: 'guide',
    roles: ['inference'],
    load: () => import('../pages/guide/page.js'),
  },
];

export function roomsFor(session) {
  return ROOMS.filter((room) => room.roles.some((role) => session.roles.includes(role)));
}
