/** The configuration that the build wrote into the document. @import { Config } from './types.js' */

/**
 * @param {Document} document
 * @returns {Config}
 */
export function readConfig(document) {
  const element = document.getElementById('scormkit-sco');
  if (!element) throw new Error('scormkit: the document holds no configuration');
  const config = JSON.parse(element.textContent ?? '');
  // What is empty is left out of a package.
  for (const question of config.questions) question.choices ??= [];
  for (const quiz of config.quizzes ?? []) quiz.questions ??= [];
  return config;
}
