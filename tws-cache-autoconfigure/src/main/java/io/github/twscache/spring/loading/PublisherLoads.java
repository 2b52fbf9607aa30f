package io.github.twscache.spring.loading;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.twscache.CachedValue;
import io.github.twscache.LoadTicket;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The loads of a method that returned a publisher: they begin when it is subscribed to.
 */
final class PublisherLoads {

	/*
	 * What the method returned is wrapped, and Spring's put is added around that.
	 *
	 * Publishers of one value. Each subscription is a load of its own. Spring's put runs
	 * within the signal, so it is through when the signal has been passed on. While one
	 * subscription has a load under way, another one to the same publisher runs as it
	 * does without us: its value is put by the load of the first, which is older. Who
	 * subscribes again (to try again, or to see what has changed) is not answered by what
	 * is cached meanwhile, which he may have put there himself; his value is put as
	 * Spring puts it.
	 *
	 * Publishers of many values. Nobody waits for them: a slow subscriber would hold up
	 * others, and a stream without an end would never answer them. But a stream has the
	 * key's mark, so that an evict while it runs wins. Spring puts from a subscriber
	 * beside the user's, which may hear of the end later than this does; the put ends the
	 * load.
	 */

	private final Publisher<?> source;

	private final Invocation invocation;

	private final LoadLedger loads;

	private final List<LoadView> missed;

	private final AtomicBoolean subscribed = new AtomicBoolean();

	private PublisherLoads(Publisher<?> source, Invocation invocation, List<LoadView> missed) {
		this.source = source;
		this.invocation = invocation;
		this.loads = invocation.ledger();
		this.missed = missed;
	}

	/** Wraps what a method returned. */
	static Object of(Object returned, Invocation invocation, List<LoadView> missed) {
		ReactiveAdapter adapter = adapter(returned);
		PublisherLoads loads = new PublisherLoads(adapter.toPublisher(returned), invocation, missed);
		return adapter.fromPublisher(adapter.isMultiValue() ? loads.flux() : loads.mono());
	}

	/** Subscribes to what a method returned, and gives what Spring would put of it. */
	static CompletableFuture<?> valueOf(Object returned) {
		ReactiveAdapter adapter = adapter(returned);
		Publisher<Object> publisher = adapter.toPublisher(returned);
		if (adapter.isMultiValue()) {
			return Flux.from(publisher).collectList().toFuture();
		}
		return Mono.from(publisher).toFuture();
	}

	/** As Spring's put: by what was returned, whatever it is declared as. */
	private static ReactiveAdapter adapter(Object returned) {
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(returned.getClass());
		if (adapter == null) {
			throw new IllegalStateException(returned.getClass() + " is not a publisher");
		}
		return adapter;
	}

	private Mono<Object> mono() {
		return Mono.defer(() -> ReactiveTransactions.isActive().flatMap(this::subscribe));
	}

	private Mono<Object> subscribe(boolean transaction) {
		boolean first = this.subscribed.compareAndSet(false, true);
		if (this.loads.owes()) {
			return Mono.from(this.source);
		}
		this.loads.unmute();
		if (transaction) {
			this.invocation.goesSpringsWay(SpringsWay.Reason.TRANSACTION);
		}
		return ask(0, null, !transaction && this.invocation.mayShare(false), first && !this.loads.isInvokedAnyway());
	}

	/**
	 * Asks for what was missed.
	 * @param from which one to begin with
	 * @param before what was asked of that one before, if it was
	 * @param shared whether to wait for another caller, and to have others wait
	 * @param mayHit whether what is cached by now is an answer
	 */
	private Mono<Object> ask(int from, @Nullable LoadTicket<Object> before, boolean shared, boolean mayHit) {
		for (int i = from; i < this.missed.size(); i++) {
			LoadView view = this.missed.get(i);
			boolean freeHands = !this.loads.owes();
			boolean joins = shared && freeHands;
			LoadTicket<Object> asked = (before != null && i == from) ? view.askAgain(before, joins) : view.ask(joins);
			if (asked == null) {
				continue;
			}
			if (asked.role() == LoadTicket.Role.WAITS) {
				return await(asked, i, mayHit);
			}
			if (asked.role() == LoadTicket.Role.FOUND) {
				if (mayHit && freeHands) {
					return othersValue(asked.value());
				}
				if (!mayHit) {
					view.untie();
				}
			}
		}
		return lead();
	}

	private Mono<Object> await(LoadTicket<Object> asked, int index, boolean mayHit) {
		OthersLoad load = new OthersLoad(this.invocation, this.missed.get(index), asked);
		return Mono.fromFuture(load.future()).flatMap((awaited) -> switch (awaited.next()) {
			case TAKE_VALUE -> othersValue(awaited.value());
			case TAKE_FAILURE -> Mono.error(awaited.requireFailure());
			case ASK_AGAIN -> ask(index, asked, true, mayHit);
			case GO_ALONE -> ask(index, asked, false, mayHit);
		});
	}

	/** A value as good as a hit, which Spring does not put. */
	private Mono<Object> othersValue(@Nullable Object value) {
		this.loads.mute();
		return Mono.justOrEmpty(value);
	}

	private Mono<Object> lead() {
		LoadView leader = this.loads.leaderApart();
		if (leader != null) {
			return leadApart(leader);
		}
		this.loads.detach();
		AtomicReference<@Nullable Object> value = new AtomicReference<>();
		return Mono.<Object>from(this.source)
			.doOnNext(value::set)
			.onErrorResume(this::failed)
			.doAfterTerminate(() -> this.loads.release(value.get()))
			.doOnCancel(this.loads::abandon);
	}

	/** Has the load go on whatever becomes of its subscriber. */
	private Mono<Object> leadApart(LoadView leader) {
		CompletableFuture<@Nullable Object> answer = leader.requireTicket().future();
		this.loads.goApart(null);
		return Mono.deferContextual((context) -> {
			start(context);
			return Mono.fromFuture(answer);
		});
	}

	private void start(ContextView context) {
		BackgroundLoad.follow(Mono.<Object>from(this.source).contextWrite(context).toFuture(), this.loads);
	}

	private Mono<Object> failed(Throwable reason) {
		CachedValue<Object> stale = this.loads.fail(reason, reason instanceof CancellationException);
		return (stale != null) ? Mono.justOrEmpty(stale.value()) : Mono.error(reason);
	}

	private Flux<Object> flux() {
		this.invocation.goesSpringsWay(SpringsWay.Reason.STREAM);
		return Flux.defer(() -> {
			this.loads.unmute();
			if (this.loads.isStreamPut()) {
				this.missed.forEach((view) -> view.ask(false));
			}
			AtomicBoolean emitted = new AtomicBoolean();
			return Flux.<Object>from(this.source)
				.doOnNext((element) -> emitted.set(true))
				.onErrorResume((reason) -> failed(reason, emitted.get()))
				.doOnCancel(this.loads::abandon);
		});
	}

	private Flux<Object> failed(Throwable reason, boolean emitted) {
		// After its first elements a stream cannot become another one.
		boolean gaveUp = emitted || reason instanceof CancellationException;
		CachedValue<Object> stale = this.loads.fail(reason, gaveUp);
		if (stale == null) {
			return Flux.error(reason);
		}
		return (stale.value() instanceof Iterable<?> elements) ? Flux.fromIterable(elements)
				: Mono.justOrEmpty(stale.value()).flux();
	}

}
