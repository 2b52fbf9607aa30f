package io.github.twscache.fuzzing;

/**
 * A glob with the text of a key.
 *
 * @param glob the glob, which may be none
 * @param text the text
 */
record KeyGlobInput(String glob, String text) {
}
