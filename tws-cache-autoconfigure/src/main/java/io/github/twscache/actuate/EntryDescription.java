package io.github.twscache.actuate;

import java.time.Duration;

import io.github.twscache.EntryDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Describes an entry; never its value.
 *
 * @param present whether there is one that has not expired; all else is {@code null} if
 * not
 * @param level the level a read of it would hit
 * @param shard the index of its shard
 * @param ageMillis the time since its value was written
 * @param remainingMillis the time until it expires; {@code null} if it never does
 */
public record EntryDescription(boolean present, @Nullable String level, @Nullable Integer shard,
		@Nullable Long ageMillis, @Nullable Long remainingMillis) implements OperationResponseBody {

	static final EntryDescription ABSENT = new EntryDescription(false, null, null, null, null);

	static EntryDescription of(EntryDetails details) {
		Duration remaining = details.remaining();
		return new EntryDescription(true, details.level().name(), details.shard(), details.age().toMillis(),
				(remaining != null) ? remaining.toMillis() : null);
	}

}
