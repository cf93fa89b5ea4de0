export { probeSmtp, SmtpSender, type SmtpSettings } from './smtp-sender.js';
export { TemplateRenderer } from './template-renderer.js';
