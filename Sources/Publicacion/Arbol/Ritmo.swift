/// How many requests one network address may make: `prep publico` keeps it and `uso.html` says it.
public enum Ritmo {
    /// On average.
    public static let porSegundo = 50
    /// At once.
    public static let deGolpe = 200
}
