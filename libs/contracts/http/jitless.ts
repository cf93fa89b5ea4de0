import { z } from 'zod';

// A page whose content security policy forbids `eval` would report the probe that zod makes with its first schema.
z.config({ jitless: true });
