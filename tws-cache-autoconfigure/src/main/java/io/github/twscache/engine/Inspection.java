package io.github.twscache.engine;

/**
 * Where an entry is and how old.
 *
 * @param inLevel1 whether the first level refers to it
 * @param shard the index of its shard
 * @param ageMillis milliseconds since its value was written
 * @param remainingMillis milliseconds until it expires, -1 for never
 */
public record Inspection(boolean inLevel1, int shard, long ageMillis, long remainingMillis) {
}
