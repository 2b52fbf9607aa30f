package io.github.twscache.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextPropagation}.
 */
class ContextPropagationTests {

	private static final String KEY = ContextPropagationTests.class.getName();

	private final ThreadLocal<String> user = new ThreadLocal<>();

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, this.user);
	}

	@AfterEach
	void remove() {
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	@Test
	void loadInAnotherThreadSeesTheContextOfWhoAskedForIt() throws Exception {
		assertThat(userInAnotherThread(ContextPropagation.decorator(getClass().getClassLoader()))).isEqualTo("anna");
	}

	@Test
	void nothingIsTakenAlongWithoutMicrometersContextPropagation() throws Exception {
		assertThat(userInAnotherThread(ContextPropagation.decorator(new FilteredClassLoader("io.micrometer.context"))))
			.isNull();
	}

	private String userInAnotherThread(UnaryOperator<Runnable> decorator) throws Exception {
		CompletableFuture<String> seen = new CompletableFuture<>();
		this.user.set("anna");
		Runnable load = decorator.apply(() -> seen.complete(this.user.get()));
		this.user.remove();
		Thread thread = new Thread(load);
		thread.start();
		thread.join();
		return seen.get(10, TimeUnit.SECONDS);
	}

}
