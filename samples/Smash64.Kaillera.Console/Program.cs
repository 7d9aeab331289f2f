return await Smash64.Kaillera.Console.CommandLine.RunAsync(args);
