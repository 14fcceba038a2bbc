// Worker WORK [collect] - does one round of WORK for each line that it reads, and answers each with a line.
import java.io.*;
import java.util.*;
import java.util.function.*;

public class Worker {
	static final List<Object> kept = new ArrayList<>();
	static final Map<Object, Object> weak = new WeakHashMap<>();
	static final Map<String, IntConsumer> work = new HashMap<>();

	static byte[] body(int size) { byte[] b = new byte[size]; Arrays.fill(b, (byte)1); return b; }

	public static void main(String[] arguments) throws IOException {
		work.put("sessions", n -> { for (int i = 0; i < 4; i++) kept.add(body(10000)); });
		work.put("garbage", n -> { for (int i = 0; i < 400; i++) body(2000); });
		work.put("weak", n -> { for (int i = 0; i < 30; i++) weak.put(new Object(), body(2000)); });
		work.put("ring", n -> { kept.add(body(20000)); if (kept.size() > 40) kept.remove(0); });
		work.put("waiting", n -> {
			Thread t = new Thread(() -> { try { Thread.sleep(100000000L); } catch (InterruptedException e) { } });
			t.setDaemon(true);
			t.start();
		});
		IntConsumer round = work.get(arguments[0]);
		boolean collect = arguments.length > 1;
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		for (int n = 0; in.readLine() != null; n++) {
			round.accept(n);
			if (collect)
				System.gc();
			System.out.println("ok");
		}
	}
}
