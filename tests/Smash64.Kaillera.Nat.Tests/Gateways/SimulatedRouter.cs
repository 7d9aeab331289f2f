using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Smash64.Kaillera.Nat.Tests.Gateways;

/// <summary>A router on an address of the loopback interface, as odd as a test wants it.</summary>
internal sealed partial class SimulatedRouter : IAsyncDisposable
{
    private const string ServiceType = "urn:schemas-upnp-org:service:WANIPConnection:1";

    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _pmp;
    private readonly Socket _ssdp;
    private readonly TcpListener _http;
    private readonly List<Task> _running;

    public SimulatedRouter(string address = "127.0.0.2")
    {
        Address = IPAddress.Parse(address);
        _pmp = Bind();
        _ssdp = Bind();
        _http = new TcpListener(Address, 0);
        _http.Start();
        Location = $"http://{_http.LocalEndpoint}/root.xml";
        _running =
        [
            ServeAsync(_pmp, question => question.Length > 0 && question[0] == 2 ? AnswerPcp(question) : AnswerNatPmp(question)),
            ServeAsync(_ssdp, _ => SpeaksUpnp ? Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nlocation: {Location}\r\nST: x\r\n\r\n") : null),
            ServeHttpAsync(),
        ];
    }

    public IPAddress Address { get; }

    public bool SpeaksPcp { get; set; }

    public bool SpeaksNatPmp { get; set; }

    public bool SpeaksUpnp { get; set; }

    /// <summary>Gets or sets where the router says that it describes itself.</summary>
    public string Location { get; set; }

    public IPAddress ExternalAddress { get; set; } = IPAddress.Parse("203.0.113.7");

    /// <summary>Gets or sets what questions for a mapping are answered with: 0 for yes.</summary>
    public int PmpResult { get; set; }

    /// <summary>Gets the mappings, by port and protocol.</summary>
    public Dictionary<(int Port, string Protocol), (IPEndPoint To, int Lease)> Entries { get; } = [];

    /// <summary>Gets what was called, in order: the service's path and the action.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Gets or sets the description, made for the HTTP server's root address.</summary>
    public Func<string, string> Describe { get; set; } = static root => Description(root, ["/ctl"]);

    /// <summary>Gets or sets what refuses a call: the path, the action, its lease; an error of UPnP or 0.</summary>
    public Func<string, string, int, int> Refuse { get; set; } = static (_, _, _) => 0;

    /// <summary>Gets or sets a value indicating whether mappings are accepted and not made.</summary>
    public bool Lies { get; set; }

    /// <summary>Gets or sets how an answer of HTTP is sent.</summary>
    public Func<int, string, string> Frame { get; set; } =
        static (status, body) => $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public GatewayRoute Route =>
        new("sim0", IPAddress.Loopback, Address) { Pmp = (IPEndPoint)_pmp.LocalEndPoint!, Ssdp = [(IPEndPoint)_ssdp.LocalEndPoint!] };

    public static string Description(string root, IEnumerable<string> controls, string? urlBase = null)
    {
        var services = string.Concat(controls.Select(control => $"<service><serviceType>{ServiceType}</serviceType><controlURL>{control.Replace("ROOT", root, StringComparison.Ordinal)}</controlURL></service>"));
        return $"<?xml version=\"1.0\"?><root>{urlBase}<device><friendlyName>Sim Router</friendlyName><deviceList><device><serviceList>{services}</serviceList></device></deviceList></device></root>";
    }

    public PortMapper CreateMapper(params GatewayProtocol[] protocols) =>
        new(new PortMapperOptions { Protocols = protocols }, TimeProvider.System, () => [Route]);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _pmp.Dispose();
        _ssdp.Dispose();
        _http.Stop();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private static async Task ServeAsync(Socket socket, Func<byte[], byte[]?> answer)
    {
        var buffer = new byte[2_048];
        while (true)
        {
            var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            if (answer(buffer[..received.ReceivedBytes]) is { } datagram)
            {
                await socket.SendToAsync(datagram, received.RemoteEndPoint);
            }
        }
    }

    private Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(Address, 0));
        return socket;
    }

    private byte[]? AnswerNatPmp(byte[] question)
    {
        if (!SpeaksNatPmp)
        {
            return null;
        }

        if (question[1] == 0)
        {
            return [0, 128, 0, 0, 0, 0, 0, 9, .. ExternalAddress.GetAddressBytes()];
        }

        Keep(question, BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(question.AsSpan(8)));
        return [0, 129, 0, (byte)PmpResult, 0, 0, 0, 9, .. question[4..12]];
    }

    private byte[]? AnswerPcp(byte[] question)
    {
        if (!SpeaksPcp)
        {
            return SpeaksNatPmp ? [0, 128, 0, 1, 0, 0, 0, 9] : null; // a NAT-PMP router that meets a version it does not know
        }

        byte[] answer = [2, (byte)(question[1] | 0x80), 0, (byte)(question[1] == 1 ? PmpResult : 0), .. question[4..8], 0, 0, 0, 9, .. new byte[12], .. question[24..]];
        if (question[1] == 1)
        {
            ExternalAddress.GetAddressBytes().CopyTo(answer, 56);
            Keep(question, BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(40)), BinaryPrimitives.ReadUInt32BigEndian(question.AsSpan(4)));
        }

        return answer;
    }

    private void Keep(byte[] question, int port, uint lease)
    {
        Calls.Add(lease == 0 ? "delete" : "map");
        if (lease == 0)
        {
            Entries.Remove((port, "UDP"));
        }
        else if (PmpResult == 0 && question.Length > 0)
        {
            Entries[(port, "UDP")] = (new IPEndPoint(IPAddress.Loopback, port), (int)lease);
        }
    }

    private async Task ServeHttpAsync()
    {
        while (true)
        {
            using var client = await _http.AcceptTcpClientAsync(_closing.Token);
            try
            {
                await AnswerHttpAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client had enough.
            }
        }
    }

    private async Task AnswerHttpAsync(NetworkStream stream)
    {
        var buffer = new byte[16_384];
        var text = string.Empty;
        while (!IsWhole(text))
        {
            var length = await stream.ReadAsync(buffer);
            if (length == 0)
            {
                return;
            }

            text += Encoding.UTF8.GetString(buffer, 0, length);
        }

        var path = text.Split(' ')[1];
        var (status, body) = text.StartsWith("GET", StringComparison.Ordinal) ? (200, Describe($"http://{_http.LocalEndpoint}")) : Act(path, text);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Frame(status, body)));
    }

    private (int Status, string Body) Act(string path, string request)
    {
        var action = ActionPattern().Match(request).Groups["action"].Value;
        var port = int.TryParse(Value("NewExternalPort"), CultureInfo.InvariantCulture, out var number) ? number : 0;
        var key = (port, Value("NewProtocol"));
        var lease = int.TryParse(Value("NewLeaseDuration"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        Calls.Add($"{path} {action}");
        if (Refuse(path, action, lease) is var error and not 0)
        {
            return Error(error);
        }

        switch (action)
        {
            case "AddPortMapping":
                if (!Lies)
                {
                    Entries[key] = (new IPEndPoint(IPAddress.Parse(Value("NewInternalClient")), int.Parse(Value("NewInternalPort"), CultureInfo.InvariantCulture)), lease);
                }

                return Answer(string.Empty);
            case "DeletePortMapping":
                return Entries.Remove(key) ? Answer(string.Empty) : Error(714);
            case "GetSpecificPortMappingEntry":
                return Entries.TryGetValue(key, out var entry)
                    ? Answer(
                        $"<NewInternalPort>{entry.To.Port}</NewInternalPort><NewInternalClient>{entry.To.Address}</NewInternalClient><NewEnabled>1</NewEnabled>"
                            + $"<NewPortMappingDescription>Old &amp; odd</NewPortMappingDescription><NewLeaseDuration>{entry.Lease}</NewLeaseDuration>"
                    )
                    : Error(714);
            case "GetExternalIPAddress":
                return Answer($"<NewExternalIPAddress>{ExternalAddress}</NewExternalIPAddress>");
            case "GetStatusInfo":
                return Answer($"<NewConnectionStatus>{(path.Contains("dead", StringComparison.Ordinal) ? "Disconnected" : "Connected")}</NewConnectionStatus>");
            default:
                return Error(401);
        }

        string Value(string name) => Regex.Match(request, $"<{name}>([^<]*)</{name}>", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        (int, string) Answer(string values) => (200, $"<s:Envelope xmlns:s=\"s\"><s:Body><u:{action}Response xmlns:u=\"{ServiceType}\">{values}</u:{action}Response></s:Body></s:Envelope>");
    }

    private static (int Status, string Body) Error(int code) =>
        (500, $"<s:Envelope xmlns:s=\"s\"><s:Body><s:Fault><detail><UPnPError><errorCode>{code}</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>");

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = LengthPattern().Match(text) is { Success: true } match ? int.Parse(match.Groups["length"].Value, CultureInfo.InvariantCulture) : 0;
        return head >= 0 && text.Length >= head + 4 + length;
    }

    [GeneratedRegex("#(?<action>\\w+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ActionPattern();

    [GeneratedRegex("Content-Length: (?<length>\\d+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex LengthPattern();
}
