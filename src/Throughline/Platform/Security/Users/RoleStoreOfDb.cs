using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Throughline.Platform.Colleagues;
using Throughline.Platform.Storage;

namespace Throughline.Platform.Security.Users;

/// <summary>Identity's role store over <see cref="ThroughlineDb"/>.</summary>
public sealed class RoleStoreOfDb(ThroughlineDb db, IdentityErrorDescriber? describer = null)
    : RoleStore<Role, ThroughlineDb, Guid>(db, describer);
