package io.github.twscache.generated;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CachedValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Stores a value, or is refused.
 *
 * @param way how
 * @param id the key
 * @param value the value
 * @param ttl a time to live of its own; none for {@link Way#PUT_IF_ABSENT}
 */
record WriteStep(Way way, int id, @Nullable Value value, @Nullable Duration ttl) implements Step {

	/**
	 * The ways to store a value.
	 */
	enum Way {

		PUT, SET, PUT_IF_ABSENT

	}

	@Override
	public void perform(Trial trial) {
		Key key = trial.key(this.id);
		if (this.way == Way.PUT_IF_ABSENT) {
			putIfAbsent(trial, key);
			return;
		}
		Throwable thrown = catchThrowable(() -> store(trial, key));
		Class<? extends Throwable> refusal = trial.settings.refusal(this.value);
		if (refusal != null) {
			assertThat(thrown).as("refusal of %s", this.value).isInstanceOf(refusal);
			return;
		}
		assertThat(thrown).as("what storing %s threw", this.value).isNull();
		trial.model.put(key, this.value, this.ttl);
	}

	private void store(Trial trial, Key key) {
		if (this.way == Way.PUT) {
			if (this.ttl == null) {
				trial.cache.put(key, this.value);
			}
			else {
				trial.cache.put(key, this.value, this.ttl);
			}
		}
		else if (this.ttl == null) {
			trial.cache.set(key, this.value).join();
		}
		else {
			trial.cache.set(key, this.value, this.ttl).join();
		}
	}

	private void putIfAbsent(Trial trial, Key key) {
		Held held = trial.model.live(key);
		AtomicReference<@Nullable CachedValue<Value>> present = new AtomicReference<>();
		Throwable thrown = catchThrowable(() -> present.set(trial.cache.putIfAbsent(key, this.value)));
		Class<? extends Throwable> refusal = trial.settings.refusal(this.value);
		if (thrown != null || trial.settings.refusesNull(this.value) || (refusal != null && held == null)) {
			// Allowed: nobody says that a weigher is not asked where there is a value.
			assertThat(refusal).as("a reason for %s", thrown).isNotNull();
			assertThat(thrown).as("refusal of %s", this.value).isInstanceOf(refusal);
		}
		else if (held != null) {
			assertThat(present.get()).as("what is there for %s", key).isEqualTo(new CachedValue<>(held.value));
		}
		else {
			assertThat(present.get()).as("what is there for %s", key).isNull();
			trial.model.put(key, this.value, null);
		}
	}

	@Override
	public String toString() {
		return this.way.name().toLowerCase(Locale.ROOT) + " k" + this.id + " = " + this.value
				+ ((this.ttl != null) ? " for " + this.ttl : "");
	}

}
