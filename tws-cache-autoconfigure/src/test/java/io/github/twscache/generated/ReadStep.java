package io.github.twscache.generated;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.twscache.EntryDetails;
import io.github.twscache.EntryDetails.Level;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks a key up, often enough for the first level if it has to be.
 *
 * @param way how
 * @param id the key
 * @param times how often
 */
record ReadStep(Way way, int id, int times) implements Step {

	/**
	 * The ways to look a key up.
	 */
	enum Way {

		GET_IF_PRESENT, GET_OR_DEFAULT, GET

	}

	@Override
	public void perform(Trial trial) {
		Key key = trial.key(this.id);
		Held held = trial.model.readable(key);
		Level level = trial.cache.inspect(key).map(EntryDetails::level).orElse(null);
		long l1Hits = trial.cache.metrics().l1Hits();
		for (int i = 0; i < this.times; i++) {
			read(trial.cache, key, held);
		}
		trial.model.lookedUp(key, this.times);
		if (this.times == 1 && level != null && trial.settings.statistics()) {
			assertThat(trial.cache.metrics().l1Hits() - l1Hits).as("%s was shown in %s", key, level)
				.isEqualTo((level == Level.L1) ? 1 : 0);
		}
	}

	private void read(TtlCache<Key, Value> cache, Key key, @Nullable Held held) {
		Value value = (held != null) ? held.value : null;
		switch (this.way) {
			case GET_IF_PRESENT -> assertThat(cache.getIfPresent(key)).as("%s", key).isEqualTo(value);
			case GET_OR_DEFAULT -> assertThat(cache.getOrDefault(key, Value.ABSENT)).as("%s", key)
				.isEqualTo((held != null) ? value : Value.ABSENT);
			case GET -> assertThat(cache.get(key)).as("%s", key).isCompletedWithValue(Optional.ofNullable(value));
		}
	}

	@Override
	public String toString() {
		return this.way.name().toLowerCase(Locale.ROOT) + " k" + this.id
				+ ((this.times > 1) ? ", " + this.times + " times" : "");
	}

}
