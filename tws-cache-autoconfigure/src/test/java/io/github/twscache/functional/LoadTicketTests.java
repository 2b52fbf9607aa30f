package io.github.twscache.functional;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.twscache.LoadTicket;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Loads by callers that look up, compute and store in separate steps.
 */
@Timeout(30)
class LoadTicketTests {

	private static final String KEY = "key";

	private static final String REFUSAL = "Cache 'jobs' is configured to not allow null values but null was provided";

	@RegisterExtension
	final Caches caches = new Caches();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void nullIsRefusedWhereItIsNotAllowedAndEndsTheLoad(boolean shared) {
		NamedCache<String, String> cache = open(false);
		LoadTicket<String> ticket = cache.startLoad(KEY, () -> shared);
		assertThatIllegalArgumentException().isThrownBy(() -> ticket.store(null)).withMessage(REFUSAL);
		ticket.store("late");
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.metrics().loadFailures()).isOne();
		assertThat(cache.get(KEY, (key) -> "loaded")).isEqualTo("loaded");
	}

	@Test
	void thoseWhoWaitAreToldThatNullWasRefused() {
		NamedCache<String, String> cache = open(false);
		LoadTicket<String> leader = cache.startLoad(KEY, () -> true);
		CompletableFuture<String> waiting = cache.startLoad(KEY, () -> true).future();
		assertThatIllegalArgumentException().isThrownBy(() -> leader.store(null));
		assertThatExceptionOfType(CompletionException.class).isThrownBy(waiting::join)
			.havingCause()
			.isExactlyInstanceOf(IllegalArgumentException.class)
			.withMessage(REFUSAL);
	}

	@Test
	void nullThatIsReleasedIsForThoseWhoWaitAndNotStored() {
		NamedCache<String, String> cache = open(false);
		LoadTicket<String> leader = cache.startLoad(KEY, () -> true);
		CompletableFuture<String> waiting = cache.startLoad(KEY, () -> true).future();
		leader.release(null);
		assertThat(waiting).isCompletedWithValue(null);
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadFailures()).isZero();
	}

	@Test
	void nullIsStoredWhereItIsAllowed() {
		NamedCache<String, String> cache = open(true);
		cache.startLoad(KEY, () -> true).store(null);
		assertThat(cache.getOrDefault(KEY, "absent")).isNull();
		assertThat(cache.startLoad(KEY, () -> true).role()).isEqualTo(LoadTicket.Role.FOUND);
	}

	@Test
	void whoWaitsCannotEndTheLoadOfAnother() {
		NamedCache<String, String> cache = open(true);
		LoadTicket<String> leader = cache.startLoad(KEY, () -> true);
		LoadTicket<String> waiter = cache.startLoad(KEY, () -> true);
		assertThat(waiter.role()).isEqualTo(LoadTicket.Role.WAITS);
		CompletableFuture<String> waiting = waiter.future();
		waiter.abandon();
		waiter.store("waiter's");
		waiter.release("waiter's");
		assertThat(waiter.fail(new IOException("waiter's"))).isNull();
		assertThat(waiting).isNotDone();
		leader.store("leader's");
		assertThat(waiting).isCompletedWithValue("leader's");
		LoadTicket<String> found = cache.startLoad(KEY, () -> true);
		found.store("finder's");
		found.abandon();
		assertThat(cache.getIfPresent(KEY)).isEqualTo("leader's");
		assertThat(cache.metrics().loads()).isOne();
		assertThat(cache.metrics().loadFailures()).isZero();
		assertThat(cache.metrics().loadsInFlight()).isZero();
	}

	private NamedCache<String, String> open(boolean nulls) {
		return (NamedCache<String, String>) this.caches.<String, String>open(CacheKind.HIERARCHY,
				(settings) -> settings.allowNullValues(nulls));
	}

}
