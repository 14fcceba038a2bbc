// Second WORK - as Worker.java, but other works; each round ends with a full collection.
import java.io.*;
import java.util.*;
import java.util.function.*;

public class Second {
	static final Map<String, byte[]> last = new LinkedHashMap<>() {
		@Override protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) { return size() > 60; }
	};
	static final List<Runnable> listeners = new ArrayList<>();
	static final Map<String, IntConsumer> work = new HashMap<>();

	public static void main(String[] arguments) throws IOException {
		work.put("listeners", n -> { byte[] room = new byte[60000]; Arrays.fill(room, (byte)1); listeners.add(() -> System.out.println(room.length)); });
		work.put("last", n -> { for (int i = 0; i < 5; i++) last.put(n + "-" + i, new byte[9000]); });
		work.put("text", n -> { StringBuilder s = new StringBuilder(); for (int i = 0; i < 3000; i++) s.append(i); });
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		for (int n = 0; in.readLine() != null; n++) {
			work.get(arguments[0]).accept(n);
			System.gc();
			System.out.println("ok");
		}
	}
}
