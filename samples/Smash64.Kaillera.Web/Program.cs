using Smash64.Kaillera.AspNetCore;
using Smash64.Kaillera.Orleans;
using Smash64.Kaillera.Web;
using Smash64.Kaillera.Web.Practice;
using Smash64.Kaillera.Web.Servers;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
builder.Services.AddKailleraApi(builder.Configuration.GetSection("Kaillera"));
builder.AddKailleraCluster();
builder.Services.AddOpenApi();
builder.Services.AddRazorPages(static options => options.Conventions.AddPageRoute("/Index", "index.html"));
builder.AddTelemetry();
builder.Services.Configure<ServerStatusOptions>(builder.Configuration.GetSection("ServerStatus"));
builder.Services.AddSingleton<ServerListFile>();
builder.Services.AddSingleton<IKailleraServerSource>(static services => services.GetRequiredService<ServerListFile>());
if (builder.Environment.IsDevelopment())
{
    await builder.AddPracticeAsync();
}

var app = builder.Build();
app.UseMiddleware<PageHeaders>();
app.UseStaticFiles();
app.MapGet("/favicon.ico", () => Results.LocalRedirect("~/favicon.svg")).ExcludeFromDescription(); // browsers ask unasked
app.MapRazorPages();
app.MapKailleraApi("/kaillera");
app.MapServerList();
app.MapOpenApi();
if (app.Environment.IsDevelopment())
{
    app.MapPracticeHost();
}

await app.RunAsync();

/// <summary>The web sample: the P2P hosting page and the checker service in one process. Public for the tests' sake.</summary>
public partial class Program;
