<#-- One line a library: its licences as its authors name them, and itself. -->
Libraries that Cezbek is shipped with, and their licences. Written by: ./cezbek check licences

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#assign licences = entry.getValue()/>
${project.groupId}:${project.artifactId}:${project.version} (${licences?join(" or ")})
</#list>
